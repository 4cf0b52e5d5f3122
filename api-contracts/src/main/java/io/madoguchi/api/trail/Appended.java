package io.madoguchi.api.trail;

/** How many records of a batch were new, and how many the trail had already. */
public record Appended(int appended, int known) {}
