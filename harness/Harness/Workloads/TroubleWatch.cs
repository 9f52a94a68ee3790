namespace Harness.Workloads;

/// <summary>Ends the wait for pods once what keeps them from starting will not pass by itself.</summary>
/// <param name="what">What is waited for, e.g. <c>the pods of team-a/web</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class TroubleWatch(string what, TimeProvider time)
{
    private long? _since;

    /// <summary>Looks at what keeps the pods from starting; null for nothing.</summary>
    /// <param name="trouble">The trouble as just seen.</param>
    /// <param name="states">What the pods report, for the message.</param>
    /// <exception cref="HarnessException">It has lasted too long to pass; the message quotes it.</exception>
    /// <exception cref="ImagePullException">The same, for an image that the nodes cannot get.</exception>
    public void Look(PodTrouble? trouble, string states)
    {
        if (trouble is null)
        {
            _since = null;
            return;
        }

        _since ??= time.GetTimestamp();
        if (time.GetElapsedTime(_since.Value) < trouble.Patience)
            return;
        throw trouble.Image is { } image
            ? new ImagePullException($"{what} cannot get their image {image}: {states}", image)
            : HarnessException.Undecided($"{what} do not start: {trouble.Words}");
    }
}
