using System.Runtime.InteropServices;

namespace Harness.Cli.Terminal;

/// <summary>
/// Ctrl-C and the system's request to end: the first one asks everything to stop, so that what was made is removed;
/// further ones change nothing, as leaving early would leave things behind.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly string _what;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Listens for signals.</summary>
    /// <param name="what">What stopping does, as people are told.</param>
    public Interruption(string what = "removing what was made")
    {
        _what = what;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether this process was asked to end: without it, what is cancelled is a call that took too long.</summary>
    public static bool HappenedToProcess { get; private set; }

    /// <summary>Whether there was one.</summary>
    public bool Happened => _stop.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        (context.Cancel, HappenedToProcess) = (true, true);
        Screen.Say($"{(Happened ? "already stopping" : "stopping")}: {_what}");
        // Callbacks of a cancellation run on the caller's thread, and this one must return at once.
        Task.Run(_stop.Cancel);
    }
}
