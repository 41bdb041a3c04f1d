/** Rules of figures, pure. Source: docs/ANALYTICS.md. */
package dev.countinghouse.analytics.domain;
