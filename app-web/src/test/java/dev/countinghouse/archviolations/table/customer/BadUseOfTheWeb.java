package dev.countinghouse.archviolations.table.customer;

import dev.countinghouse.archviolations.table.web.Page;

/** No feature knows how it is reached. */
public record BadUseOfTheWeb(Page page) {}
