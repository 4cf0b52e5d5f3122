package io.madoguchi.local.city;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The copies of one school, in the order in which it took them in. */
final class Holdings {
    /** The first copies of every school are on the shelf: never withdrawn, never out on loan at the start. */
    static final int ON_SHELF = 200;

    private static final double WITHDRAWN = 0.02;

    private Holdings() {}

    static List<SampleItem> of(SampleSchool school) {
        return first(school.items(), school);
    }

    /** A short answer is cheap: copies are generated in order. */
    static List<SampleItem> first(int wanted, SampleSchool school) {
        Seeded works = Seeded.of("holdings", school.number());
        Seeded ids = Seeded.of("item id", school.number());
        BitSet held = new BitSet();
        List<SampleItem> items = new ArrayList<>(wanted);
        while (items.size() < wanted) {
            int block = works.below(Catalogue.BLOCKS);
            if (!Catalogue.isFor(school.level(), block)) {
                continue;
            }
            int volumes = Catalogue.seriesVolumes(block);
            boolean wholeSeries = volumes > 0 && works.chance(0.3);
            int from = wholeSeries ? 0 : works.below(Catalogue.BLOCK);
            int to = wholeSeries ? volumes : from + 1;
            for (int work = block * Catalogue.BLOCK + from; work < block * Catalogue.BLOCK + to; work++) {
                if (!held.get(work)) {
                    held.set(work);
                    addCopies(school, work, wholeSeries ? 1 : copies(works), wanted, ids, items);
                }
            }
        }
        return items;
    }

    private static int copies(Seeded random) {
        double u = random.unit();
        return u < 0.86 ? 1 : u < 0.96 ? 2 : random.between(3, 6);
    }

    private static void addCopies(
            SampleSchool school, int work, int copies, int wanted, Seeded ids, List<SampleItem> items) {
        for (int i = 0; i < copies && items.size() < wanted; i++) {
            int serial = items.size() + 1;
            boolean withdrawn = ids.chance(WITHDRAWN) && serial > ON_SHELF;
            // Beyond school 999 a digit or two longer; the last six are always the copy's, so that no two are the same.
            String barcode = "B%03d%06d".formatted(school.number(), serial);
            items.add(new SampleItem(ids.uuid(), school.code(), barcode, work, withdrawn));
        }
    }
}
