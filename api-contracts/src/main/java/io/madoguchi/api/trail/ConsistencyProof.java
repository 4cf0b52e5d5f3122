package io.madoguchi.api.trail;

import java.util.List;

/**
 * That the log of one size is the beginning of the log of another (RFC 6962, 2.1.2).
 *
 * @param hashes in Base64; none where that needs no proof
 */
public record ConsistencyProof(long from, long to, List<String> hashes) {}
