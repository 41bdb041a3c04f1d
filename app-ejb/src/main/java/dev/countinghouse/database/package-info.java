/** How values of ours are kept in columns. */
package dev.countinghouse.database;
