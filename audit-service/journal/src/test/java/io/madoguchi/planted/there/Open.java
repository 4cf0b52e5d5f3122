package io.madoguchi.planted.there;

/** Asks for no scope. */
public class Open implements Contract {
    @Override
    public void read() {}
}
