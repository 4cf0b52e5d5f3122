package io.madoguchi.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.load.Row.Latency;
import io.madoguchi.load.Row.Pair;
import io.madoguchi.load.Row.Spread;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Latency LATENCY =
            new Latency(600, 6_000, 2, 3, 9, 20, 41, Map.of(50.0, 3.0, 99.0, 20.0), 0.4, 0.1);

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 3, 2))).isEqualTo(new Spread(1, 2.5, 4));
    }

    @Test
    void aRatioIsOfThroughputMeasuredSideBySide() {
        Row row = new Row("checkout", 32, List.of(pair(500, 1_000), pair(900, 1_000), pair(800, 2_000)), LATENCY);

        assertThat(row.ratio()).isEqualTo(new Spread(0.4, 0.5, 0.9));
        assertThat(row.perSecond().median()).isEqualTo(800);
    }

    @Test
    void whatFailedInRoundsAndAtTheConstantRateIsCountedTogether() {
        assertThat(new Row("checkout", 32, List.of(pair(500, 1_000), pair(500, 1_000)), LATENCY).failed())
                .isEqualTo(4);
    }

    @Test
    void aWorkloadThatPgbenchCannotDoHasNoRatio() {
        Row row = new Row("mixed", 32, List.of(new Pair(500, 0, null, Map.of(), 10)), LATENCY);

        assertThat(row.ratio()).isNull();
        assertThat(new BenchReport(row, "shinjuku", false).line()).contains("mixed");
    }

    @Test
    void thePageNeedsNothingBesideItself() {
        Row row = new Row("checkout", 32, List.of(pair(500, 1_000)), LATENCY);

        String page = new BenchPage(row, "shinjuku", new BenchReport(row, "shinjuku", true)).html();

        assertThat(page).contains("<svg").doesNotContain("http").doesNotContain("<script");
    }

    private static Pair pair(double own, double pgbench) {
        return new Pair(own, 1, pgbench, Map.of("circulation-service", 0.5, Cpu.POSTGRES, 0.7), 12);
    }
}
