/** What lending knows of patrons: no name, the card as a keyed hash, fed by the patron service. */
@NullMarked
package io.madoguchi.borrowers;

import org.jspecify.annotations.NullMarked;
