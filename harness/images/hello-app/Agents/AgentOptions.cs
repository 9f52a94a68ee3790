using System.Globalization;
using System.Net;
using System.Text.Json;
using Harness.Load.Engine;
using HelloApp.Calling;

namespace HelloApp.Agents;

/// <summary>Who may order rounds of an agent, and what it may load.</summary>
/// <param name="Port">Port that it listens on; 0 for one of the system's choosing.</param>
/// <param name="Key">What every order must show. A secret.</param>
/// <param name="Targets">What it may load.</param>
internal sealed record AgentOptions(int Port, string Key, IReadOnlyList<AgentTarget> Targets)
{
    private const int HighestPort = 65_535;
    private const int ShortestKey = 16;

    /// <summary>Address that it listens on; all by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.IPv6Any;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed, or its file cannot be used.</exception>
    public static AgentOptions Parse(ReadOnlySpan<string> args)
    {
        var given = new GivenOptions(args, ["--port", "--key-file", "--targets-file"]);
        var port = (int)given.Number("--port", 1, HighestPort, NumberStyles.None);
        var key = Text(given, "--key-file").Trim();
        if (key.Length < ShortestKey)
            throw new FormatException($"--key-file {given.Text("--key-file")} holds fewer than {ShortestKey} characters");
        try
        {
            return new AgentOptions(port, key, AgentTargets.FromJson(Text(given, "--targets-file")));
        }
        catch (JsonException malformed)
        {
            throw new FormatException($"--targets-file {given.Text("--targets-file")}: {malformed.Message}", malformed);
        }
    }

    private static string Text(GivenOptions given, string option)
    {
        var file = given.Text(option) ?? throw new FormatException($"{option} is missing");
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{option} {file} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
