package io.madoguchi.local.city;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a total by weights into whole numbers that add up to it (largest remainder). */
final class Shares {
    private Shares() {}

    static int[] of(int total, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        double[] exact = Arrays.stream(weights).map(w -> total * w / sum).toArray();
        int[] shares = Arrays.stream(exact).mapToInt(e -> (int) e).toArray();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> shares[i] - exact[i]))
                .limit(total - Arrays.stream(shares).sum())
                .forEach(i -> shares[i]++);
        return shares;
    }

    /** As {@link #of}, but no share exceeds its cap; what a cap cuts off goes to the others. */
    static int[] capped(int total, double[] weights, int[] caps) {
        if (Arrays.stream(caps).sum() < total) {
            throw new IllegalArgumentException("the caps leave room for less than " + total);
        }
        int[] shares = of(total, weights);
        int over = 0;
        for (int i = 0; i < shares.length; i++) {
            int cut = Math.max(0, shares[i] - caps[i]);
            shares[i] -= cut;
            over += cut;
        }
        for (int i = 0; over > 0; i = (i + 1) % shares.length) {
            if (shares[i] < caps[i]) {
                shares[i]++;
                over--;
            }
        }
        return shares;
    }
}
