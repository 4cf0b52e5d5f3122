package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the hand-written tables say to a question. Knows no clause, no scope and no act but those of the tables. */
final class ByTheTables {
    /** Of several obstacles the one that is told; a person can do most about the first. */
    private static final List<String> OBSTACLES = List.of(
            "CLOSED_BY_SCHOOL", "ASSIGNMENT_NOT_BEGUN", "ASSIGNMENT_OVER", "SCHOOL_NOT_ASSIGNED", "NOT_AUTHORISED");

    private final Map<Act, Field> needed = new EnumMap<>(Act.class);
    private final Map<Act, Set<Field>> opens = new EnumMap<>(Act.class);
    private final Set<Act> forADuty = EnumSet.noneOf(Act.class);
    private final Map<Field, Set<String>> scopes = new EnumMap<>(Field.class);
    private final Map<Duty, String> dutyScopes = new EnumMap<>(Duty.class);
    private final Map<String, Map<PatronCategory, Set<Field>>> mayPass = new HashMap<>();

    ByTheTables() {
        for (Row row : Row.of("acts")) {
            Set<Field> all = EnumSet.copyOf(row.fields(1));
            all.addAll(row.fields(2));
            needed.put(Act.valueOf(row.text(0)), Field.named(row.text(1)));
            opens.put(Act.valueOf(row.text(0)), all);
            if (row.cells().size() == 3) {
                forADuty.add(Act.valueOf(row.text(0)));
            }
        }
        Row.of("scopes").stream()
                .filter(row -> !row.isEmpty(0))
                .forEach(row -> scopes.put(Field.named(row.text(0)), row.words(1)));
        Row.of("duties").forEach(row -> dutyScopes.put(Duty.valueOf(row.text(0)), row.text(2)));
    }

    /** One row of what may pass, cut down to what act and token leave of it, and where it holds: schools, or an obstacle. */
    private record Opening(Map<PatronCategory, Set<Field>> fields, boolean onlyOwn, String holds) {
        boolean holdsAt(SchoolCode school) {
            return holds.equals("here elsewhere") || holds.equals(school.equals(Setting.HERE) ? "here" : "elsewhere");
        }
    }

    /** Either an obstacle, or openings. */
    record Answer(@Nullable String obstacle, @Nullable Field needed, List<Opening> openings) {
        Set<Field> fieldsOf(SchoolCode school, PatronCategory category, boolean own) {
            Set<Field> fields = EnumSet.noneOf(Field.class);
            for (Opening opening : openings) {
                if ((own || !opening.onlyOwn()) && opening.holdsAt(school)) {
                    fields.addAll(opening.fields().get(category));
                }
            }
            return fields.contains(needed) ? fields : Set.of();
        }
    }

    Answer answer(
            Row account, @Nullable Duty declared, Act act, Set<Field> openedByToken, boolean holdsDuty, Setting s) {
        if (account.text(3).equals("yes")) {
            String designation = s.when().designation().text(3);
            String contract = s.when().contract().text(4);
            String refusal = !designation.equals("open")
                    ? designation
                    : !contract.equals("open")
                            ? contract
                            : !forADuty.contains(act) ? "" : withoutTheDuty(declared, holdsDuty);
            if (!refusal.isEmpty()) {
                return new Answer(refusal, null, List.of());
            }
        }
        if (!s.when().document().text(6).equals("open")
                || !s.when().basis().text(7).equals("open")) {
            return new Answer("NOT_AUTHORISED", null, List.of());
        }
        return weigh(openings(account, declared, act, openedByToken, s), act);
    }

    private static String withoutTheDuty(@Nullable Duty declared, boolean holdsDuty) {
        return declared == null ? "DUTY_REQUIRED" : !holdsDuty ? "DUTY_NOT_GRANTED" : "";
    }

    boolean holds(Set<String> token, @Nullable Duty duty) {
        return duty != null && token.contains(dutyScopes.get(duty));
    }

    /** Of the fields that an act opens those that the token does. */
    Map<Act, Set<Field>> openedBy(Set<String> token, Collection<Act> acts) {
        Set<Field> openedByToken = openedBy(token);
        Map<Act, Set<Field>> opened = new EnumMap<>(Act.class);
        for (Act act : acts) {
            Set<Field> ofAct = EnumSet.copyOf(opens.get(act));
            ofAct.retainAll(openedByToken);
            opened.put(act, ofAct);
        }
        return opened;
    }

    private Set<Field> openedBy(Set<String> token) {
        Set<Field> opened = EnumSet.noneOf(Field.class);
        scopes.forEach((field, anyOf) -> {
            if (anyOf.stream().anyMatch(token::contains)) {
                opened.add(field);
            }
        });
        return opened;
    }

    private Answer weigh(List<Opening> openings, Act act) {
        Field without = needed.get(act);
        List<Opening> open = new ArrayList<>();
        int obstacle = OBSTACLES.size() - 1;
        boolean makesSense = false;
        for (Opening opening : openings) {
            boolean hasNeeded = opening.fields().values().stream().anyMatch(fields -> fields.contains(without));
            int at = OBSTACLES.indexOf(opening.holds());
            if (at < 0) {
                open.add(opening);
                makesSense |= hasNeeded;
            } else if (hasNeeded) {
                obstacle = Math.min(obstacle, at);
            }
        }
        return makesSense ? new Answer(null, without, open) : new Answer(OBSTACLES.get(obstacle), null, List.of());
    }

    private List<Opening> openings(
            Row account, @Nullable Duty declared, Act act, Set<Field> openedByToken, Setting setting) {
        List<Opening> openings = new ArrayList<>();
        for (String who : account.words(4)) {
            String fallsUnder = who.equals("duty") ? "duty " + (declared == null ? "none" : declared) : "role " + who;
            for (String letter : setting.letters()) {
                Map<PatronCategory, Set<Field>> left = new EnumMap<>(PatronCategory.class);
                boolean some = false;
                for (var all : mayPass(fallsUnder, letter).entrySet()) {
                    Set<Field> fields = EnumSet.copyOf(opens.get(act));
                    fields.retainAll(all.getValue());
                    fields.retainAll(openedByToken);
                    some |= !fields.isEmpty();
                    left.put(all.getKey(), fields);
                }
                if (some) {
                    openings.add(new Opening(left, who.equals("PATRON"), holds(who, declared, letter, setting)));
                }
            }
        }
        return openings;
    }

    private static String holds(String who, @Nullable Duty declared, String letter, Setting setting) {
        boolean everySchool = Set.of(
                        "DISTRICT_ADMIN", "AUDITOR", "SERVICE", "INTEGRATION", "PATRON", "HANDLING_MANAGER")
                .contains(who);
        Row assignment = setting.when().assignment();
        if (!everySchool && assignment != null && !assignment.text(5).equals("open")) {
            return assignment.text(5);
        }
        return setting.where()
                .text(
                        everySchool
                                ? 10
                                : switch (letter) {
                                    case "" -> who.equals("duty") && declared == Duty.READING_GUIDANCE ? 7 : 6;
                                    case "C" -> 9;
                                    default -> 8;
                                });
    }

    /** What an amendment adds, or what the first document or the regulation gives. */
    private Map<PatronCategory, Set<Field>> mayPass(String who, String letter) {
        return mayPass.computeIfAbsent(who + letter, key -> {
            Map<PatronCategory, Set<Field>> fields = new EnumMap<>(PatronCategory.class);
            for (PatronCategory category : PatronCategory.values()) {
                Set<Field> added = EnumSet.noneOf(Field.class);
                added.addAll(WhatMayPass.to(who, letter, category));
                if (!letter.isEmpty()) {
                    added.removeAll(WhatMayPass.to(who, "", category));
                }
                fields.put(category, added);
            }
            return fields;
        });
    }
}
