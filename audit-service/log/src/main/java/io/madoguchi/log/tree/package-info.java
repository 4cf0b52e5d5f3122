/** The Merkle tree of the access log: RFC 6962 hashes and proofs, cut into tiles by C2SP tlog-tiles. */
@NullMarked
package io.madoguchi.log.tree;

import org.jspecify.annotations.NullMarked;
