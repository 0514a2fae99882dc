package dev.steward.local.endtoend;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/**
 * Somebody in front of a browser.
 *
 * @param width
 *            of the window, in CSS pixels
 */
record Visitor(String locale, ColorScheme colours, boolean scripts, int width) {
    static final Visitor USUAL = new Visitor("en-GB", ColorScheme.LIGHT, true, 1280);
    private static final int PHONE = 360;
    private static final int HEIGHT = 900;

    Visitor from(String otherLocale) {
        return new Visitor(otherLocale, colours, scripts, width);
    }

    Visitor inTheDark() {
        return new Visitor(locale, ColorScheme.DARK, scripts, width);
    }

    Visitor withoutScripts() {
        return new Visitor(locale, colours, false, width);
    }

    Visitor onAPhone() {
        return new Visitor(locale, colours, scripts, PHONE);
    }

    NewContextOptions context() {
        return new NewContextOptions().setLocale(locale).setColorScheme(colours).setJavaScriptEnabled(scripts)
                .setViewportSize(width, HEIGHT);
    }
}
