package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantTemplateTest {

    @Test
    void whenAndWhereItWasGeneratedIsNotKept() {
        assertThat(TenantTemplate.withoutRemarks("""
                        -- *********************************************************************
                        -- Update Database Script
                        -- Against: ch_owner@jdbc:postgresql://host/database
                        CREATE TABLE a (
                            b text DEFAULT '--'
                        );

                        INSERT INTO a VALUES ('x');
                        """)).isEqualTo("""
                        CREATE TABLE a (
                            b text DEFAULT '--'
                        );

                        INSERT INTO a VALUES ('x');""");
    }
}
