package io.madoguchi.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.madoguchi.api.directory.PatronView;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.school.SchoolCode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a permit opens of one school's patrons: the categories of which a query may select rows, and the fields of which it
 * may select columns (R7, R21). A category without patron id and category is not visible, since an answer holds both.
 */
record Visible(SchoolCode school, Map<PatronCategory, Set<Field>> fields) {
    private static final Set<Field> ALWAYS = EnumSet.of(Field.PATRON_ID, Field.CATEGORY);

    static Visible of(Permit permit, SchoolCode school) {
        Map<PatronCategory, Set<Field>> fields = new EnumMap<>(PatronCategory.class);
        for (PatronCategory category : PatronCategory.values()) {
            Set<Field> open = permit.fieldsOf(school, category);
            if (open.containsAll(ALWAYS)) {
                fields.put(category, open);
            }
        }
        return new Visible(school, fields);
    }

    /** Narrowed to the categories of which this field is open. */
    Visible where(Field field) {
        Map<PatronCategory, Set<Field>> narrowed = new EnumMap<>(fields);
        narrowed.values().removeIf(open -> !open.contains(field));
        return new Visible(school, narrowed);
    }

    boolean isNobody() {
        return fields.isEmpty();
    }

    Set<PatronCategory> categories() {
        return fields.keySet();
    }

    /** The fields that are open of some category. */
    Set<Field> someFields() {
        Set<Field> some = EnumSet.noneOf(Field.class);
        fields.values().forEach(some::addAll);
        return some;
    }

    /** Puts on record what was opened of these patrons, and whose record it was. */
    Access disclosing(List<PatronView> found, Access access) {
        found.stream()
                .collect(groupingBy(PatronView::category, TreeMap::new, mapping(PatronView::patronId, toList())))
                .forEach((category, patrons) ->
                        access.disclosing(fields.getOrDefault(category, Set.of()), category, patrons));
        return access;
    }
}
