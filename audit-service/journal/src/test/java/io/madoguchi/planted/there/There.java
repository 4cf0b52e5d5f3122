package io.madoguchi.planted.there;

/** Needs a package that needs this one. */
public class There {
    io.madoguchi.planted.here.Here here;
}
