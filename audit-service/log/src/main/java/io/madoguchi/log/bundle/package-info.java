/**
 * The export bundle that an auditor takes home (R37): a contiguous range of the log with records, salts and proof in one text
 * file that has one spelling only, written as a stream and checked as a stream.
 */
@NullMarked
package io.madoguchi.log.bundle;

import org.jspecify.annotations.NullMarked;
