package io.madoguchi.local.city;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.log.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The sample city: 40 schools with the seed's own headcounts (R1, R11), every person in them generated. It is the same
 * every time, byte for byte; only the dates of loans depend on the day it is loaded. What is asked of it here is
 * generated, school by school, without a database.
 *
 * <p>In every school the first {@value #CLEAN_PUPILS} pupils and the first {@value #CLEAN_STAFF} of the staff have past loans
 * and no open ones, and the first {@value #ITEMS_ON_SHELF} items are on the shelf. The cards, codes and barcodes of the first
 * schools' first patrons and items are the same in every {@link City}.
 */
public final class SampleCity {
    public static final int ELEMENTARY_PUPILS = SampleSchool.ELEMENTARY_PUPILS;
    public static final int JUNIOR_HIGH_STUDENTS = SampleSchool.JUNIOR_HIGH_STUDENTS;
    public static final int STAFF = SampleSchool.STAFF;
    /** Beyond the headcount: patrons who have left and still have their card. */
    public static final int DEPARTED = 40 * (People.DEPARTED_PUPILS + People.DEPARTED_STAFF);

    public static final int ITEMS = City.SHINJUKU.totals().items();
    public static final int PAST_LOANS = City.SHINJUKU.totals().pastLoans();
    public static final int OPEN_LOANS = City.SHINJUKU.totals().openLoans();
    public static final int CLEAN_PUPILS = Readers.CLEAN_PUPILS;
    public static final int CLEAN_STAFF = Readers.CLEAN_STAFF;
    public static final int ITEMS_ON_SHELF = Holdings.ON_SHELF;
    /** A search for this name at school 1 finds more than the 20 that a contractor may be shown. */
    public static final String TOO_COMMON_AT_SCHOOL_1 = "佐藤";

    private SampleCity() {}

    /** In the order of their numbers. */
    public static List<SampleSchool> schools() {
        return City.SHINJUKU.schools();
    }

    /** By number, from 1. */
    public static SampleSchool school(int number) {
        return City.SHINJUKU.school(number);
    }

    /** Pupils from the eldest grade down, by class and attendance number; then staff; then those who have departed. */
    public static List<SamplePatron> patrons(SampleSchool school) {
        return People.of(school);
    }

    /** The person behind the account pupil-1, with a handful of past loans. */
    public static UUID firstPupilOfSchool1() {
        return pupil(1, 0).id();
    }

    /** Not departed; {@code index} from 0. */
    public static SamplePatron pupil(int school, int index) {
        return patrons(school(school)).stream()
                .filter(patron -> patron.grade() != null)
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    /** Not departed; {@code index} from 0. */
    public static SamplePatron staff(int school, int index) {
        return patrons(school(school)).stream()
                .filter(patron -> patron.category() == PatronCategory.STAFF && !patron.departed())
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    /** Also has past loans. */
    public static SamplePatron departedPupil(int school) {
        return patrons(school(school)).stream()
                .filter(SamplePatron::departed)
                .findFirst()
                .orElseThrow();
    }

    /** Has one open loan, overdue on the day of loading. */
    public static SamplePatron pupilWithOverdueLoan(int school) {
        return pupil(school, Readers.OVERDUE_PUPIL);
    }

    /** Has as many open loans as the school allows, none overdue on the day of loading. */
    public static SamplePatron pupilAtLoanLimit(int school) {
        return pupil(school, Readers.PUPIL_AT_LIMIT);
    }

    public static LendingPolicy lendingPolicy(SampleSchool school, PatronCategory category) {
        return LendingPolicy.of(school, category);
    }

    public static List<SampleItem> items(SampleSchool school) {
        return Holdings.of(school);
    }

    /** On the shelf at the start; {@code index} from 0 up to, not including, {@link #ITEMS_ON_SHELF}. */
    public static String availableItemBarcode(int school, int index) {
        if (index >= ITEMS_ON_SHELF) {
            throw new IllegalArgumentException("only the first " + ITEMS_ON_SHELF + " are certain to be on the shelf");
        }
        return Holdings.first(index + 1, school(school)).get(index).barcode();
    }

    public static String withdrawnItemBarcode(int school) {
        return items(school(school)).stream()
                .filter(SampleItem::withdrawn)
                .findFirst()
                .orElseThrow()
                .barcode();
    }

    /** The school's past loans in the order in which they were made, then the open ones. */
    public static Stream<SampleLoan> loans(SampleSchool school, LocalDate today) {
        return LoanHistory.of(school, today).stream();
    }

    /**
     * Loads the city into the schemas {@code patron} and {@code circulation}, migrated and empty, as the administrator of each;
     * both may be in one database. Each schema is loaded whole or not at all, so a start that was interrupted can be
     * repeated; data that is there is left alone.
     *
     * @param cards with the key of the services that will read the cards
     * @param today in Japan; loans end the day before
     */
    public static LoadOutcome load(
            DataSource patron, DataSource circulation, CardHash cards, LocalDate today, LoadProgress progress)
            throws SQLException {
        return load(City.SHINJUKU, patron, circulation, cards, today, progress);
    }

    /**
     * Lets the trail begin with past access records, and writes the log's archive. The schema {@code audit} is migrated and its
     * service does not run. The records are there whole or not at all; the archive is completed by the next call.
     *
     * @param archive the folder that the audit service is told
     * @param signer the log's key
     */
    public static LoadOutcome loadTrail(
            City city,
            long records,
            DataSource audit,
            Path archive,
            NoteSigner signer,
            LocalDate today,
            LoadProgress progress)
            throws IOException, SQLException {
        LoadOutcome outcome = TrailLoad.load(city, records, audit, today, progress);
        new TileFolder(archive, signer).write(audit, progress);
        return outcome;
    }

    /** The same for a city of another size. Nobody else should be at the tables of a big one: it locks them for minutes. */
    public static LoadOutcome load(
            City city,
            DataSource patron,
            DataSource circulation,
            CardHash cards,
            LocalDate today,
            LoadProgress progress)
            throws SQLException {
        return CityLoad.load(city, patron, circulation, cards, today, progress);
    }
}
