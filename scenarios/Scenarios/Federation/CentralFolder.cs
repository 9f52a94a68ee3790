using Harness.Api;
using Harness.Lifetime;

namespace Harness.Scenarios.Federation;

/// <summary>
/// The central Prometheus' files on this host: in a folder that nobody else may enter, readable by any user of its container.
/// </summary>
internal sealed class CentralFolder : IDisposable
{
    private const UnixFileMode EveryoneReads =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode EveryoneEnters =
        EveryoneReads | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly ScratchFolder _private = ScratchFolder.Create("central");

    public CentralFolder()
    {
        Input = Directory.CreateDirectory(_private.PathOf("input")).FullName;
        Data = Directory.CreateDirectory(_private.PathOf("data")).FullName;
        SetMode(Input, EveryoneEnters);
    }

    /// <summary>What it reads.</summary>
    public string Input { get; }

    /// <summary>Where it may write when it runs as a process on this host.</summary>
    public string Data { get; }

    /// <summary>Replaces the token by renaming a file, so that every read finds either token whole.</summary>
    public void Write(BearerToken token) => Write(PrometheusFiles.Token, token.Reveal());

    /// <summary>Puts a file in place.</summary>
    public void Write(string name, string text)
    {
        var file = Path.Combine(Input, name);
        File.WriteAllText(file + ".new", text);
        SetMode(file + ".new", EveryoneReads);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Remembers the process that uses it, in case this process is killed.</summary>
    public void Remember(int processId) => _private.Remember(processId);

    public void Dispose() => _private.Dispose();

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
