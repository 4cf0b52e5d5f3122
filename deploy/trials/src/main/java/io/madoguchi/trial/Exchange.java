package io.madoguchi.trial;

import io.madoguchi.trial.Draft.Request;
import io.madoguchi.trial.Sender.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Sends numbered requests, some at a time, and has every answer inspected. */
final class Exchange {
    private static final int AT_A_TIME = 8;

    private final Sender sender;
    private final Inspection inspection;
    private final Findings findings;

    Exchange(Sender sender, Inspection inspection, Findings findings) {
        this.sender = sender;
        this.inspection = inspection;
        this.findings = findings;
    }

    void run(Requests requests, int count, IntConsumer done) throws IOException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Boolean>> work = new ArrayList<>();
            Callable<Boolean> worker = () -> {
                for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                    boolean succeeded = one(requests.request(number));
                    if (number >= requests.systematic()) {
                        findings.atRandom(succeeded);
                    }
                    if (number % 500 == 0) {
                        done.accept(number);
                    }
                }
                return true;
            };
            for (int i = 0; i < AT_A_TIME; i++) {
                work.add(threads.submit(worker));
            }
            for (Future<Boolean> each : work) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether it succeeded. */
    boolean one(Request request) {
        Answer answer;
        try {
            answer = sender.send(request);
        } catch (IOException e) {
            // A hostile request may be cut off: then nothing came, and nothing leaked.
            findings.unanswered();
            return false;
        }
        inspection.of(request, answer);
        return answer.status() / 100 == 2;
    }
}
