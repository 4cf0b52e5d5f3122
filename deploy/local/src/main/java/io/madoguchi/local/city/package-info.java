/** The sample city: generated schools, patrons, books and loans to try Madoguchi with. Nobody in it is real. */
@NullMarked
package io.madoguchi.local.city;

import org.jspecify.annotations.NullMarked;
