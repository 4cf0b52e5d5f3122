/** The reports made of the access records: for auditors, for the contractor's handling manager, for the public (R36, R40). */
@NullMarked
package io.madoguchi.report;

import org.jspecify.annotations.NullMarked;
