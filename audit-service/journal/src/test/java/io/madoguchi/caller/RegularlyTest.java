package io.madoguchi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.caller.Regularly.Wake;
import io.madoguchi.notes.NotesServiceTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NotesServiceTest
class RegularlyTest {
    @Inject
    TransactionSynchronizationRegistry transactions;

    private Regularly regularly;
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final CountDownLatch times = new CountDownLatch(5);

    @BeforeEach
    void start() {
        regularly = new Regularly(transactions);
    }

    @AfterEach
    void stop() throws InterruptedException {
        regularly.stop(new ShutdownEvent());
    }

    @Test
    void workThatFailsComesAgainAndNeverTwiceAtATime() throws InterruptedException {
        regularly.run("failing", "1ms", () -> {
            together.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            times.countDown();
            atWork.decrementAndGet();
            throw new IllegalStateException("once more");
        });

        assertThat(times.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(together).hasValue(1);
    }

    @Test
    void workThatIsOffIsNeverDone() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        regularly.run("off", "off", never::countDown);
        regularly.run("on", "1ms", times::countDown);

        assertThat(times.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(never.getCount()).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayMayEndBeforeTheServiceDoes() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        regularly.run("long", "1ms", () -> {
            begun.countDown();
            await(go);
            times.countDown();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        regularly.stop(new ShutdownEvent());

        assertThat(times.getCount()).isLessThan(5);
    }

    @Test
    void workThatRestsIsDoneOnceForAllWhoWakeItTogether() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        Wake wake = regularly.whenWoken("resting", "20ms", () -> {
            done.incrementAndGet();
            first.countDown();
            second.countDown();
            return false;
        });
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 100; i++) {
            wake.up();
        }

        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.get()).isLessThan(20);
    }

    @Test
    void workThatLeavesSomethingComesAgainWithoutBeingWoken() throws InterruptedException {
        regularly.whenWoken("leaving", "1ms", () -> {
            times.countDown();
            return times.getCount() > 0;
        });

        assertThat(times.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatATransactionWakesIsWokenAfterIt() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        QuarkusTransaction.requiringNew().run(() -> {
            regularly.wakeAfterCommit(woken::countDown);
            assertThat(woken.getCount()).isEqualTo(1);
        });

        assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
