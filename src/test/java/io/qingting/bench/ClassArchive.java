package io.qingting.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The archive of prepared classes that the launcher starts the application with, made as the launcher makes it. */
record ClassArchive(Path file) {
    private static final int AOT_CACHE_SINCE = 25;

    /** By a run of its own on a throw-away folder. */
    static ClassArchive make(BenchRun run) throws Exception {
        Path folder = run.freshFolder("archive");
        ClassArchive archive = new ClassArchive(folder.resolve("classes.archive"));
        String record = isCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        try (AppUnderTest app = AppUnderTest.start(run, archive.with(new AppUnderTest.Options(folder), record))) {
            run.say("makes the class-data archive at its end; started in " + Line.number(app.startSeconds()) + " s");
        }
        if (!Files.exists(archive.file))
            throw new IllegalStateException("No class-data archive was made at " + archive.file);
        return archive;
    }

    /** The same start, from the archive. */
    AppUnderTest.Options used(AppUnderTest.Options options) {
        return with(options, isCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=");
    }

    private AppUnderTest.Options with(AppUnderTest.Options options, String option) {
        return options.jvm(option + file, "-Xlog:disable");
    }

    private static boolean isCache() {
        return Runtime.version().feature() >= AOT_CACHE_SINCE;
    }
}
