package dev.countinghouse.archviolations.services;

import jakarta.enterprise.context.ApplicationScoped;

/** Before login there is no role to ask for. */
@ApplicationScoped
public class LoginService {

    public void login() {}
}
