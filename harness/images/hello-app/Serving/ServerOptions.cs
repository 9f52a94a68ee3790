using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace HelloApp.Serving;

/// <summary>How to serve. Ports of 0 are chosen by the system.</summary>
internal sealed record ServerOptions
{
    /// <summary>The version in the greeting: that of the application this one stands in for.</summary>
    public const string Version = "1.0.0";

    public int Port { get; init; } = 8080;

    /// <summary>Null for no HTTPS.</summary>
    public int? HttpsPort { get; init; } = 8443;

    public IPAddress Address { get; init; } = IPAddress.IPv6Any;

    /// <summary>PEM file with the certificate of the HTTPS port; null for one of its own.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with that certificate's key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>JSON file with the rules of the admission webhook; null where nobody is refused.</summary>
    public string? RulesFile { get; init; }

    /// <summary>Whether every path is answered as <c>/echo</c> is.</summary>
    public bool EchoesAll { get; init; }

    /// <summary>How long it runs before it listens: earlier calls are refused, as by a program that is slow to start.</summary>
    public TimeSpan StartDelay { get; init; }

    /// <summary>The name in the greeting. <c>Environment.MachineName</c> would cut it at its first dot.</summary>
    public string HostName { get; init; } = Dns.GetHostName();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Without OpenSSL the runtime aborts the process at the first use of cryptography, so that must not happen.</summary>
    public bool HasCryptography { get; init; } =
        NativeLibrary.TryLoad("libssl.so.3", out _) || NativeLibrary.TryLoad("libssl.so.1.1", out _);

    /// <summary>Reads the settings that <c>--help</c> lists.</summary>
    /// <exception cref="FormatException">One of them is malformed.</exception>
    public static ServerOptions From(Func<string, string?> environment)
    {
        var options = new ServerOptions();
        var https = environment("HTTPS_PORT");
        return options with
        {
            Port = ParsePort("PORT", environment("PORT"), options.Port),
            HttpsPort = https == "off" ? null : ParsePort("HTTPS_PORT", https, 8443),
            Address = ParseAddress(environment("LISTEN_ADDRESS"), options.Address),
            StartDelay = ParseSeconds("START_DELAY", environment("START_DELAY")),
            CertificateFile = Given(environment("TLS_CERTIFICATE")),
            KeyFile = Given(environment("TLS_KEY")),
            RulesFile = Given(environment("ADMISSION_RULES")),
            EchoesAll = ParseEcho(environment("ECHO")),
        };
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static bool ParseEcho(string? value) => value switch
    {
        null or "" => false,
        "all" => true,
        _ => throw new FormatException($"ECHO is {value}, not all"),
    };

    private static int ParsePort(string name, string? value, int otherwise)
    {
        if (string.IsNullOrEmpty(value))
            return otherwise;
        return ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new FormatException($"{name} is {value}, not a port number");
    }

    private static TimeSpan ParseSeconds(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return TimeSpan.Zero;
        return ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{name} is {value}, not a number of seconds");
    }

    private static IPAddress ParseAddress(string? value, IPAddress otherwise)
    {
        if (string.IsNullOrEmpty(value))
            return otherwise;
        return IPAddress.TryParse(value, out var address)
            ? address
            : throw new FormatException($"LISTEN_ADDRESS is {value}, not an IP address");
    }
}
