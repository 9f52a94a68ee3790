using System.Text;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>The greeting, byte for byte that of <c>gcr.io/google-samples/hello-app:1.0</c>.</summary>
internal static class HelloEndpoint
{
    /// <summary>A handler with its answer made beforehand: this is what load tests call.</summary>
    public static RequestDelegate For(string hostName)
    {
        ReadOnlyMemory<byte> greeting = Encoding.UTF8.GetBytes(
            $"Hello, world!\nVersion: {ServerOptions.Version}\nHostname: {hostName}\n");
        return context => Reply.BytesAsync(context, StatusCodes.Status200OK, Reply.PlainText, greeting).AsTask();
    }
}
