package dev.countinghouse.launcher.mainjob;

/** One of the two tenants that the main job sets up. */
record DemoTenant(String slug, String company, String ownerName) {
    static final DemoTenant ACME = new DemoTenant("acme", "Acme Builds", "Ada Owner");
    static final DemoTenant GLOBEX = new DemoTenant("globex", "Globex Pipelines", "Gus Owner");

    String ownerEmail() {
        return "owner@" + slug + ".example";
    }
}
