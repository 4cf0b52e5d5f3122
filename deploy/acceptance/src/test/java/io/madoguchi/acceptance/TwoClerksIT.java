package io.madoguchi.acceptance;

import static io.madoguchi.acceptance.City.loanOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two clerks at two terminals scan the same copy at the same moment. */
@ExtendWith(City.Resolver.class)
class TwoClerksIT {
    private static final int ROUNDS = 200;
    private final City city;

    TwoClerksIT(City city) {
        this.city = city;
    }

    @Test
    void exactlyOneWinsEachTime() throws Exception {
        SamplePatron one = SampleCity.pupil(1, 13);
        SamplePatron other = SampleCity.pupil(1, 14);
        String item = SampleCity.availableItemBarcode(1, 31);
        String handler = city.token("handler-1");
        String library = city.token("library-1");
        long before = loansOf(one, other);
        ExecutorService clerks = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int round = 0; round < ROUNDS; round++) {
                Future<Integer> first = clerks.submit(scan(start, handler, one, item));
                Future<Integer> second = clerks.submit(scan(start, library, other, item));
                assertThat(List.of(first.get(), second.get()))
                        .as("round %d", round)
                        .containsExactlyInAnyOrder(201, 409);
                city.takeBack(library, 1, item).then().statusCode(200);
            }
        } finally {
            clerks.shutdownNow();
        }
        assertThat(loansOf(one, other) - before).isEqualTo(ROUNDS);
    }

    private Callable<Integer> scan(CyclicBarrier start, String token, SamplePatron patron, String item) {
        return () -> {
            start.await();
            return city.lend(token, 1, loanOf(patron, item)).statusCode();
        };
    }

    private long loansOf(SamplePatron... patrons) {
        return Stream.of(patrons)
                .mapToLong(
                        patron -> city.number("SELECT count(*) FROM circulation.loan WHERE patron_id = ?", patron.id()))
                .sum();
    }
}
