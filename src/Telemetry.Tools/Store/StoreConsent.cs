namespace Telemetry.Tools;

/// <summary>Turns a store on and off. Turning off keeps the data. Doing either twice changes nothing more.</summary>
public static class StoreConsent
{
    /// <summary>Turns a store on: folder (mode 0700), marker, key for hashed fields, random machine id.</summary>
    /// <param name="root">The store's folder; <see langword="null"/> = the user's own.</param>
    /// <param name="environment">What to look at; <see langword="null"/> = the process.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="StoreException">The folder cannot be used.</exception>
    public static ConsentChange On(string? root = null, StoreEnvironment? environment = null)
    {
        var around = environment ?? StoreEnvironment.OfProcess();
        var store = around.Absolute(root ?? UserStore(around));
        return Guarded(store, () => store == around.UserStore
            ? Change(store, [.. Prepare(store), .. Rewrite(store, marker => marker with { User = true })])
            : Change(store, [.. Prepare(store), .. Mark(store)]));
    }

    /// <summary>Turns a repository's own store on, for this user: its path is noted in the user's store.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="environment">What to look at; <see langword="null"/> = the process.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="StoreException">The folder cannot be used, or there is no home folder.</exception>
    public static ConsentChange OnRepository(string repository, StoreEnvironment? environment = null)
    {
        var around = environment ?? StoreEnvironment.OfProcess();
        var store = Path.Combine(around.Absolute(repository), ".telemetry");
        if (store.AsSpan().IndexOfAny('\n', '\r') >= 0) throw StoreDiagnostics.BadRepositoryPath(store);
        var user = UserStore(around);
        return Guarded(store, () =>
        {
            Ownership.EnsureFolder(user);
            return Change(store, [.. Prepare(store), .. Ignore(store), .. Rewrite(user, marker => marker.With(store))]);
        });
    }

    /// <summary>Turns a store off; its data stays.</summary>
    /// <param name="root">The store's folder; <see langword="null"/> = the user's own.</param>
    /// <param name="environment">What to look at; <see langword="null"/> = the process.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="StoreException">The marker cannot be removed.</exception>
    public static ConsentChange Off(string? root = null, StoreEnvironment? environment = null)
    {
        var around = environment ?? StoreEnvironment.OfProcess();
        var store = around.Absolute(root ?? UserStore(around));
        return Guarded(store, () =>
        {
            if (store == around.UserStore) return Change(store, Rewrite(store, marker => marker with { User = false }));
            var noted = around.UserStore is { } user ? Rewrite(user, marker => marker.Without(store)) : [];
            return Change(store, [.. noted, .. Unmark(store)]);
        });
    }

    /// <summary>Turns a repository's own store off for this user; its data stays.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="environment">What to look at; <see langword="null"/> = the process.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="StoreException">The note cannot be removed.</exception>
    public static ConsentChange OffRepository(string repository, StoreEnvironment? environment = null)
    {
        var around = environment ?? StoreEnvironment.OfProcess();
        var store = Path.Combine(around.Absolute(repository), ".telemetry");
        return Guarded(store, () => Change(store, Rewrite(UserStore(around), marker => marker.Without(store))));
    }

    private static string UserStore(StoreEnvironment around) => around.UserStore ?? throw StoreDiagnostics.NoHome();

    private static ConsentChange Change(string store, List<string> files) => new(store, files);

    private static List<string> Prepare(string store)
    {
        Ownership.EnsureFolder(store);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(store, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        List<string> changed = [];
        if (KeyFile.Ensure(store)) changed.Add(Path.Combine(store, KeyFile.Name));
        MachineFile.ReadOrCreate(store);
        return changed;
    }

    private static List<string> Mark(string store) => CreateOnce(Path.Combine(store, EnabledFile.Name), []);

    /// <summary>Keeps the key and the events out of the repository's history.</summary>
    private static List<string> Ignore(string store) => CreateOnce(Path.Combine(store, ".gitignore"), "*\n"u8);

    private static List<string> CreateOnce(string path, ReadOnlySpan<byte> content) => AtomicFile.TryCreate(path, content) ? [path] : [];

    private static List<string> Unmark(string store)
    {
        var path = Path.Combine(store, EnabledFile.Name);
        if (!File.Exists(path)) return [];
        File.Delete(path);
        return [path];
    }

    private static List<string> Rewrite(string userStore, Func<EnabledFile, EnabledFile> change)
    {
        var path = Path.Combine(userStore, EnabledFile.Name);
        if (!Directory.Exists(userStore)) return [];
        using var held = StreamLock.Hold(Path.Combine(userStore, ".lock"));
        var before = EnabledFile.Read(userStore);
        var after = change(before);
        if (after.User == before.User && after.Repositories.SequenceEqual(before.Repositories)) return [];
        if (after.IsEmpty) File.Delete(path);
        else AtomicFile.Replace(path, after.ToBytes());
        return [path];
    }

    private static ConsentChange Guarded(string store, Func<ConsentChange> change)
    {
        try
        {
            return change();
        }
        catch (Exception error) when (error is (IOException or UnauthorizedAccessException) and not StoreException)
        {
            throw StoreDiagnostics.NoFolder(store, error.Message, error);
        }
    }
}
