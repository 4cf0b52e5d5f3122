package io.madoguchi.caller;

import java.time.Duration;

/** Time that nobody can step: how long this process has been running. For waiting and ages; the clock says what day it is. */
public interface SteadyTime {
    Duration elapsed();
}
