/** What the tests of all services stand on: a real PostgreSQL, an identity provider of their own, accounts with readable defaults. */
package io.madoguchi.testing;
