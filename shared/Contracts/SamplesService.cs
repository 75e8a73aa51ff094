using Grpc.Core;

namespace Wva.Contracts;

/// <summary>The serving end of <see cref="SamplesMethod.Report"/>, to be derived from and mapped like any generated gRPC service.</summary>
[BindServiceMethod(typeof(SamplesService), nameof(BindService))]
public abstract class SamplesService
{
    /// <summary>Binds the methods of a service; called by the gRPC server, with null where it only asks which methods there are.</summary>
    public static void BindService(ServiceBinderBase serviceBinder, SamplesService? service)
    {
        var handler = service is null ? null : new DuplexStreamingServerMethod<Frame, Frame>(service.Report);
        serviceBinder.AddMethod(SamplesMethod.Report, handler);
    }

#pragma warning disable VSTHRD200 // the gRPC server finds the method by its name on the wire
    /// <summary>Serves one agent's stream; returning ends it with OK. Frames read are the callee's to give back to <see cref="FramePool"/>.</summary>
    public virtual Task Report(IAsyncStreamReader<Frame> requestStream, IServerStreamWriter<Frame> responseStream, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, ""));
#pragma warning restore VSTHRD200
}
