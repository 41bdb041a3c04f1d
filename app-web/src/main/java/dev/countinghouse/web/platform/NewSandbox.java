package dev.countinghouse.web.platform;

import dev.countinghouse.web.api.SlugName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A sandbox to be made. */
public record NewSandbox(
        @NotNull @SlugName String slug,
        @NotBlank @Size(max = 200) String name) {}
