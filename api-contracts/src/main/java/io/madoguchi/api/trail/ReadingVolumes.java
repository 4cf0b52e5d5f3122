package io.madoguchi.api.trail;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who read how much, those first who were shown most persons. */
public record ReadingVolumes(List<ReadingVolume> volumes) {
    /**
     * How much one account read on one day.
     *
     * @param answers that disclosed somebody
     * @param persons different ones
     * @param busiestHour the most different persons within one hour of the clock
     * @param stopped requests refused because the account had read too much
     */
    public record ReadingVolume(
            @Schema(examples = "handler-1") String person,
            LocalDate day,
            long answers,
            long persons,
            long busiestHour,
            long stopped) {}
}
