package dev.steward.local.supervision;

/** Who wants to know how the processes fare. */
public interface Events {
    /** One line for the person at the terminal. */
    void message(String line);

    /** Some process's view is another one now. */
    void changed();
}
