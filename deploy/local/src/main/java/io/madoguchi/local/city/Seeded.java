package io.madoguchi.local.city;

import java.util.List;
import java.util.UUID;

/**
 * Numbers that look random and are the same every time, on every JDK: SplitMix64. Each thing of the city draws from a
 * generator of its own, named by purpose and number, so that one school can be generated without the others.
 */
final class Seeded {
    private static final long CITY_SEED = 0x4D61_646F_6775_6368L;
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    private Seeded(long state) {
        this.state = state;
    }

    static Seeded of(String purpose, long number) {
        long seed = CITY_SEED;
        for (int i = 0; i < purpose.length(); i++) {
            seed = mix(seed + GOLDEN_GAMMA * (purpose.charAt(i) + 1));
        }
        return new Seeded(mix(seed ^ mix(number + GOLDEN_GAMMA)));
    }

    /** As if so many numbers had been drawn. */
    Seeded skip(long numbers) {
        state += GOLDEN_GAMMA * numbers;
        return this;
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 up to, but not including, 1. */
    double unit() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    int below(int bound) {
        return (int) (unit() * bound);
    }

    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** In the shape of a version 4 UUID. */
    UUID uuid() {
        return new UUID(
                nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L,
                nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
