namespace Harness.Results;

/// <summary>What becomes of a run when old ones are removed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What it takes on the disk.</param>
/// <param name="Kept">Why it stays though it is old; null where it goes.</param>
internal sealed record OldRun(string Name, long Bytes, string? Kept);

/// <summary>Removes all but the newest runs.</summary>
/// <param name="shelf">The runs.</param>
internal sealed class OldRuns(RunShelf shelf)
{
    private const string StillRunning = "it is still running";
    private const string GoneAlready = "somebody else has removed it";
    private const string Going = ".removing.";

    /// <summary>
    /// The runs that are older than the newest few, the oldest first. One that still goes on stays, and so do the one that <c>latest</c>
    /// points to and those that a person renamed; the latter do not count.
    /// </summary>
    /// <param name="keep">How many of the newest stay.</param>
    public IReadOnlyList<OldRun> Beyond(int keep)
    {
        var (names, latest) = (shelf.Names, shelf.Latest);
        var (own, renamed) = (names.Where(RunShelf.IsRunName).ToList(), names.Where(name => !RunShelf.IsRunName(name)));
        return
        [
            .. own.SkipLast(keep).Select(name => new OldRun(name, RunSize.Of(shelf.PathOf(name)), WhyKept(name))),
            .. renamed.Select(name => new OldRun(name, 0, "it was given a name of its own")),
        ];

        string? WhyKept(string name) => name == latest ? "it is the latest" : shelf.IsRunning(name) ? StillRunning : null;
    }

    /// <summary>Removes a run, unless it has begun to go on meanwhile, or somebody else removes it.</summary>
    /// <returns>The run, with why it was not removed here.</returns>
    /// <exception cref="HarnessException">It could not be removed.</exception>
    public OldRun Remove(OldRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (shelf.IsRunning(run.Name))
            return run with { Kept = StillRunning };
        // Under another name first: a removal that is interrupted leaves nothing that looks like a run, and of two, one alone renames it.
        var going = shelf.PathOf(Going + run.Name);
        if (!Try(shelf.PathOf(run.Name), folder => Directory.Move(folder, going)))
            return run with { Kept = GoneAlready };
        Try(going, folder => Directory.Delete(folder, recursive: true));
        return run;
    }

    /// <summary>Removes what earlier removals did not get to the end of.</summary>
    /// <exception cref="HarnessException">It could not be removed.</exception>
    public void Finish()
    {
        if (!Directory.Exists(shelf.Root))
            return;
        foreach (var left in Directory.GetDirectories(shelf.Root, Going + "*"))
            Try(left, folder => Directory.Delete(folder, recursive: true));
    }

    /// <returns>Whether it was there: else somebody else removes it, too.</returns>
    private static bool Try(string folder, Action<string> remove)
    {
        try
        {
            remove(folder);
            return true;
        }
        catch (IOException) when (!Directory.Exists(folder))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.Undecided($"could not remove {folder}: {e.Message.TrimEnd('.')}; remove it by hand", e);
        }
    }
}
