/** Passwords, accounts, and signing in for a token. */
@NullMarked
package io.madoguchi.local.account;

import org.jspecify.annotations.NullMarked;
