package io.madoguchi.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.load.Picks.Pick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final String SCHOOL = "B113219000015";
    private static final Bearer HANDLER = new Bearer("bench-counter-1", List.of(SCHOOL), "a-token");
    private static final Pattern ITEM = Pattern.compile("\"itemBarcode\":\"(\\w+)\"");
    private static final List<Pick> PICKS = IntStream.range(0, 10_000)
            .mapToObj(i -> new Pick(SCHOOL, new UUID(1, i), "P%08d".formatted(i), "見本 太郎", "B%09d".formatted(i), 0))
            .toList();

    @Test
    void aSchoolDayHasTheSharesOfTheNationsPeak() throws IOException {
        Map<String, Integer> kinds = new HashMap<>();
        Supplier<Ask> asks =
                Workload.mixed(List.of(HANDLER), List.of(HANDLER), PICKS).asks();
        for (int i = 0; i < 1_725; i++) {
            kinds.merge(Load.kindOf(asks.get().path()), 1, Integer::sum);
        }

        assertThat(kinds)
                .isEqualTo(Map.of("loans", 555, "returns", 555, "patron-searches", 600, "loan-record-queries", 15));
    }

    @Test
    void onASchoolDayAnItemComesBackLongAfterItWentOutAndBeforeItGoesOutAgain() throws IOException {
        Map<String, Integer> out = new HashMap<>();
        Supplier<Ask> asks =
                Workload.mixed(List.of(HANDLER), List.of(HANDLER), PICKS).asks();
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < 60_000; i++) {
            Ask ask = asks.get();
            String kind = Load.kindOf(ask.path());
            if (kind.equals("loans")) {
                assertThat(out.put(itemOf(ask), i)).isNull();
            } else if (kind.equals("returns")) {
                Integer since = out.remove(itemOf(ask));
                least = since == null ? least : Math.min(least, i - since);
            }
        }

        assertThat(least).isBetween(2_000, 60_000);
    }

    private static String itemOf(Ask ask) {
        Matcher item = ITEM.matcher(new String(ask.body().get(), StandardCharsets.UTF_8));
        assertThat(item.find()).isTrue();
        return item.group(1);
    }

    @Test
    void whatIsCountedIsNamedByThePath() {
        assertThat(Load.kindOf("/v1/access-records?patron=1&limit=50")).isEqualTo("access-records");
        assertThat(Load.kindOf("/v1/access-records/1/proof")).isEqualTo("proof");
    }
}
