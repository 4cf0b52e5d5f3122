/**
 * The log over the access records: gives each record its place, grows the Merkle tree (RFC 6962, C2SP tlog-tiles), signs checkpoints, has
 * them cosigned, and stays closed where what is stored is not what was signed.
 */
@NullMarked
package io.madoguchi.sequencing;

import org.jspecify.annotations.NullMarked;
