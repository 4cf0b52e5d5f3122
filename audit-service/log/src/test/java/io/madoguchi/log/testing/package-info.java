/** Logs for tests and trials. */
package io.madoguchi.log.testing;
