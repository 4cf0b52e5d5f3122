package io.madoguchi.planted.here;

/** Needs a package that needs this one. */
public class Here {
    io.madoguchi.planted.there.There there;
}
