package io.madoguchi.trial;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.trial.ApiDocument.Operation;
import io.madoguchi.trial.Draft.Request;
import io.madoguchi.trial.Resident.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The trial's requests by number: first every sender at every operation about every sort of person, then at random. The same
 * seed makes the same requests, whatever was answered and in whatever order they are sent.
 */
final class Requests {
    private static final double PLAUSIBLE = 0.55;
    private static final double MUTATED = 0.27;

    private static final List<Predicate<Resident>> SORTS = List.of(
            person -> isFree(person) && person.category() == PatronCategory.ELEMENTARY_PUPIL,
            person -> isFree(person) && person.category() == PatronCategory.JUNIOR_HIGH_STUDENT,
            person -> isFree(person) && person.category() == PatronCategory.STAFF,
            person -> person.standing() == Standing.OVERDUE,
            person -> person.standing() == Standing.AT_LIMIT,
            Resident::departed);

    private final TrialCity city;
    private final List<Identity> identities;
    private final List<Operation> operations;
    private final Function<Identity, Set<String>> scopes;
    private final Mutations mutations;
    private final long seed;
    private final List<Case> cases = new ArrayList<>();

    Requests(
            TrialCity city,
            List<Identity> identities,
            List<Operation> operations,
            Function<Identity, Set<String>> scopes,
            long seed) {
        this.city = city;
        this.identities = identities;
        // The loans first: what stands against a next one is changed by returns. Last what a school decides for others.
        this.operations = operations.stream()
                .sorted(Comparator.comparing(
                                (Operation operation) -> !operation.id().equals("checkOut"))
                        .thenComparing(operation -> operation.method().equals("PUT")))
                .toList();
        this.scopes = scopes;
        this.mutations = new Mutations(city, identities);
        this.seed = seed;
        addCases();
    }

    private record Case(Operation operation, Identity identity, Resident person, @Nullable String duty) {}

    /** How many come before those at random. */
    int systematic() {
        return cases.size();
    }

    Request request(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        if (number < cases.size()) {
            Case one = cases.get(number);
            Draft draft = new Draft(random, one.operation(), one.identity(), one.person());
            state(draft, one.duty());
            // On the shelf at first: an item that is out would be refused before anything is said of the person.
            draft.item = one.person().items().get(one.person().items().size() - 1);
            Values.fill(draft);
            return draft.request();
        }
        double kind = random.nextDouble();
        Draft draft = plausible(random);
        if (kind >= PLAUSIBLE && kind < PLAUSIBLE + MUTATED && random.nextBoolean()) {
            mutations.before(draft);
            Values.fill(draft);
            return draft.request();
        }
        Values.fill(draft);
        if (kind >= PLAUSIBLE + MUTATED) {
            if (draft.chance(0.3)) {
                draft.identity = draft.oneOf(identities);
            }
            mutations.hostile(draft);
        } else if (kind >= PLAUSIBLE) {
            mutations.after(draft);
        }
        return draft.request();
    }

    private Draft plausible(SplittableRandom random) {
        Identity identity = sender(random);
        List<Operation> open = operations.stream()
                .filter(operation -> operation.takes(scopes.apply(identity)))
                .toList();
        Operation operation = open.get(random.nextInt(open.size()));
        List<Resident> there = near(identity).stream().filter(Requests::isFree).toList();
        Draft draft = new Draft(random, operation, identity, there.get(random.nextInt(there.size())));
        if (identity.isHandler() && !identity.duties().isEmpty()) {
            state(draft, draft.oneOf(List.copyOf(identity.duties())));
        }
        return draft;
    }

    /** Handlers and a school's staff most of all, as on a day at the counter. */
    private Identity sender(SplittableRandom random) {
        List<Identity> known = identities.stream().filter(Identity::isKnown).toList();
        while (true) {
            Identity candidate = known.get(random.nextInt(known.size()));
            double weight = !candidate.duties().isEmpty() || candidate.roles().contains("SCHOOL_LIBRARY_STAFF")
                    ? 1
                    : candidate.kind() == Identity.Kind.CLIENT || candidate.isContractor() ? 0.12 : 0.4;
            if (random.nextDouble() < weight) {
                return candidate;
            }
        }
    }

    private List<Resident> near(Identity identity) {
        return identity.schools().isEmpty()
                ? city.residents()
                : city.residents().stream()
                        .filter(person -> identity.schools().contains(person.school()))
                        .toList();
    }

    private static boolean isFree(Resident person) {
        return !person.departed() && person.standing() == Standing.FREE;
    }

    private static void state(Draft draft, @Nullable String duty) {
        if (duty != null) {
            draft.duties.add(duty);
        }
    }

    private void addCases() {
        for (Operation operation : operations) {
            for (Identity identity : identities) {
                if (operation.takes(scopes.apply(identity))) {
                    identity.schoolsTried().forEach(school -> addCases(operation, identity, school));
                }
                Resident elsewhere = city.of(TrialCity.school(4)).get(0);
                for (String duty : dutiesTried(identity)) {
                    cases.add(new Case(operation, identity, elsewhere, duty));
                }
                identity.self().ifPresent(self -> cases.add(new Case(operation, identity, city.resident(self), null)));
            }
        }
    }

    /** Somebody of every sort at this school, under each duty of the token. */
    private void addCases(Operation operation, Identity identity, SchoolCode school) {
        List<@Nullable String> duties = new ArrayList<>(identity.duties());
        if (!identity.isContractor()) {
            duties.add(null);
        }
        for (Predicate<Resident> sort : SORTS) {
            city.of(school).stream()
                    .filter(sort)
                    .findFirst()
                    .ifPresent(
                            person -> duties.forEach(duty -> cases.add(new Case(operation, identity, person, duty))));
        }
    }

    private static List<@Nullable String> dutiesTried(Identity identity) {
        List<@Nullable String> duties = new ArrayList<>();
        if (identity.isHandler()) {
            duties.addAll(identity.duties());
            duties.add("MATERIALS_PROCESSING");
        }
        duties.add(null);
        return duties;
    }
}
