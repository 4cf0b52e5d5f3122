package io.madoguchi.disclosure;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fourteen duties of the outsourcing (委託の内容, R17). A caller states one with each request in the header
 * {@code Purpose-Of-Use} (R10, R28). Only the first four can open personal data; those four are also token scopes.
 */
public enum Duty {
    COUNTER("カウンター業務"),
    USER_DATA("ユーザデータ管理業務"),
    LEARNING_SUPPORT("児童・生徒への学習支援"),
    READING_GUIDANCE("読書指導支援"),
    UTILIZATION_PLANNING("学校図書館活用計画作成支援"),
    MATERIALS_PROCESSING("資料整備"),
    ENVIRONMENT_SUPPORT("環境整備支援"),
    LIBRARY_PROMOTION("図書館利用推進"),
    PUBLIC_LIBRARY_PROGRAMS("公共図書館事業活用支援"),
    READING_PROMOTION("読書活動推進支援"),
    TEACHING_SUPPORT("学習指導支援"),
    PUPIL_COUNCIL_SUPPORT("児童会・生徒会活動支援"),
    VOLUNTEER_SUPPORT("ボランティア活用支援"),
    FIRST_RESPONSE("システム障害初期対応業務");

    private static final Set<Duty> WITH_PERSONAL_DATA =
            EnumSet.of(COUNTER, USER_DATA, LEARNING_SUPPORT, READING_GUIDANCE);

    private final String japanese;

    Duty(String japanese) {
        this.japanese = japanese;
    }

    /** The words of 資料71. */
    public String japanese() {
        return japanese;
    }

    /** The token scope that carries this duty; empty for the ten that open no personal data. */
    public Optional<String> scope() {
        return WITH_PERSONAL_DATA.contains(this)
                ? Optional.of("duty:" + name().toLowerCase(Locale.ROOT).replace('_', '-'))
                : Optional.empty();
    }

    /** The duty a header names, if it names one. */
    public static Optional<Duty> named(String name) {
        for (Duty duty : values()) {
            if (duty.name().equals(name)) {
                return Optional.of(duty);
            }
        }
        return Optional.empty();
    }
}
