package io.madoguchi.planted.here;

import java.sql.Connection;

/** Asks the database. */
public class SecretRules {
    Connection connection;
}
