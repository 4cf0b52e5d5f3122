package io.madoguchi.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What came of one workload.
 *
 * @param pairs in the order in which they were measured
 * @param latency of requests that came at a constant rate
 */
record Row(String workload, int clients, List<Pair> pairs, Latency latency) {

    /**
     * One round of requests and, just before or after it, one of pgbench.
     *
     * @param perSecond answered requests
     * @param failed requests that were not answered with 2xx
     * @param pgbench transactions in a second; null where pgbench has nothing that compares
     * @param cpu milliseconds of one core for each request, by part of the system
     * @param p99 milliseconds, of the clients that ask again at once
     */
    record Pair(double perSecond, long failed, @Nullable Double pgbench, Map<String, Double> cpu, double p99) {
        double ratio() {
            return pgbench == null ? Double.NaN : perSecond / pgbench;
        }
    }

    /**
     * Milliseconds.
     *
     * @param perSecond the rate at which requests came
     * @param curve the latency by percentile, for the plot
     * @param lag seconds from the arrival at the trail until a signed checkpoint, of 99 records in 100
     * @param trail seconds from the last answer until the last record had its place in the log
     */
    record Latency(
            double perSecond,
            long answered,
            long failed,
            double p50,
            double p95,
            double p99,
            double most,
            Map<Double, Double> curve,
            double lag,
            double trail) {}

    /** Least, median, most. */
    record Spread(double least, double median, double most) {
        static Spread of(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Spread(sorted[0], median, sorted[sorted.length - 1]);
        }

        /** {@code median (least–most)}, each in this format. */
        String text(String format) {
            return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, least, most);
        }
    }

    Spread perSecond() {
        return Spread.of(pairs.stream().mapToDouble(Pair::perSecond));
    }

    @Nullable
    Spread pgbench() {
        double[] all = pairs.stream()
                .map(Pair::pgbench)
                .filter(rate -> rate != null)
                .mapToDouble(rate -> rate)
                .toArray();
        return all.length == 0 ? null : Spread.of(Arrays.stream(all));
    }

    @Nullable
    Spread ratio() {
        return pgbench() == null ? null : Spread.of(pairs.stream().mapToDouble(Pair::ratio));
    }

    long failed() {
        return pairs.stream().mapToLong(Pair::failed).sum() + latency.failed();
    }

    /** Milliseconds of one core for a request, the median of the rounds. */
    double cpu(String part) {
        return Spread.of(pairs.stream().mapToDouble(pair -> pair.cpu().getOrDefault(part, 0.0)))
                .median();
    }
}
